"""The subcommands of `kaoping`, a module a family."""
