"""Puente: cited documents and coached memos for both sides of the US–Mexico border."""

__version__ = "0.1.0"
