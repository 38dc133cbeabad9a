"""A command is a file: ``EXAMPLES``, ``add_options(parser)``, ``run(args, console) -> code``."""
