// Marks over the text. Offsets in the record are code points; a JavaScript string counts UTF-16 units, so each block
// keeps a way between the two.
export class Text {
  constructor(root) {
    this.root = root;
    this.blocks = [...root.querySelectorAll(".block")].map((element) => {
      const node = element.firstChild;
      const points = [...node.data];
      let units = null;
      if (points.length !== node.data.length) {
        units = [0];
        for (const c of points) units.push(units[units.length - 1] + c.length);
      }
      const start = Number(element.dataset.start);
      return { element, node, start, end: start + points.length, unit: (i) => (units ? units[i] : i) };
    });
    this.byNode = new Map(this.blocks.map((block) => [block.node, block]));
  }

  ranges(spans) {
    const found = [];
    for (const [start, end] of spans) {
      for (const block of this.blocks) {
        const from = Math.max(start, block.start), to = Math.min(end, block.end);
        if (from < to) {
          const range = new Range();
          range.setStart(block.node, block.unit(from - block.start));
          range.setEnd(block.node, block.unit(to - block.start));
          found.push(range);
        }
      }
    }
    return found;
  }

  // The offset of a place in the document tree, null outside the text.
  point(node, offset) {
    const block = this.byNode.get(node);
    return block ? block.start + [...node.data.slice(0, offset)].length : null;
  }

  at(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
    return caret ? this.point(caret.offsetNode ?? caret.startContainer, caret.offset ?? caret.startOffset) : null;
  }

  // The selected stretch without the blanks at its ends, null when nothing of the text is selected.
  selection() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    let first = null, last = null;
    for (const block of this.blocks) {
      if (!range.intersectsNode(block.node)) continue;
      const from = block.node === range.startContainer ? range.startOffset : 0;
      const to = block.node === range.endContainer ? range.endOffset : block.node.length;
      const words = block.node.data.slice(from, to);
      if (!words.trim()) continue;
      const lead = words.length - words.trimStart().length, trail = words.length - words.trimEnd().length;
      first ??= this.point(block.node, from + lead);
      last = this.point(block.node, to - trail);
    }
    return first === null ? null : [first, last];
  }
}

export function draw(name, ranges, priority = 0) {
  if (!CSS.highlights) return;
  if (!ranges.length) { CSS.highlights.delete(name); return; }
  const mark = new Highlight(...ranges);
  mark.priority = priority;
  CSS.highlights.set(name, mark);
}
