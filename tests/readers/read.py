"""Prints what other programs find in an exported file, as JSON.

read.py workbook FILE   each sheet by openpyxl: rows of cells
read.py frame FILE      each sheet, or the table, by pandas: rows of cells
"""

import json
import sys

import openpyxl
import pandas


def workbook(path):
    book = openpyxl.load_workbook(path)
    return {it.title: [[cell.value for cell in row] for row in it.iter_rows()] for it in book}


def frame(path):
    if path.endswith(".csv"):
        frames = {"": pandas.read_csv(path)}
    else:
        frames = pandas.read_excel(path, sheet_name=None)
    return {name: rows(it) for name, it in frames.items()}


def rows(it):
    # What pandas takes for missing is no JSON.
    cells = it.astype(object).where(it.notna(), None).values.tolist()
    return [it.columns.tolist(), *cells]


print(json.dumps({"workbook": workbook, "frame": frame}[sys.argv[1]](sys.argv[2]), default=repr))
