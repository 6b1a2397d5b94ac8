"""A static website generator for health information: read, check, render, write."""

__version__ = "0.1.0"
