"""The shell: configuration, serving, the assembled API and the program's commands."""
