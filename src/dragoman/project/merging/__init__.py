"""Which items of several reports are one: people, bodies, meetings and issues, each merge with its reasons."""
