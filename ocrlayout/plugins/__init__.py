"""Doors into other programs: each file or folder is loaded by the program that it is for."""
