"""Commands of the program ``kartei``, one module each.

A command module has a docstring (its first line is the help text), ``add_arguments(parser)`` and
``run(args) -> int`` (the exit code). The name of the file is the name of the command, ``_`` read as
``-``. Django is set up before the module is imported, unless ``kartei.cli.LIGHT`` names it.
"""
