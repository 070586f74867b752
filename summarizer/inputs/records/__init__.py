"""Event records from elsewhere: JSON Lines, tables in the columns of known data sets, Parquet → event reports."""

from .files import read_records
from .problems import Problem

__all__ = ["Problem", "read_records"]
