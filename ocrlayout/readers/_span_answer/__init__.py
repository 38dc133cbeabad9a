"""Answers whose parts find each other by spans: pages, paragraphs, tables, figures, fields, marks.

So Azure's services send documents; what a part is called and where its place stands is the
reader's.
"""
