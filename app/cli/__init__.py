"""The command line: a door. Parses, calls one service, prints; imports inside commands so that --help is quick."""
