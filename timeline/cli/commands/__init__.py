"""The commands, one module each, found by listing this folder.

A module defines ``TEXT``, which says what the command does; ``EXAMPLES``, command lines;
``add_arguments(parser)``; and ``run(options)``, which returns the exit code.
"""
