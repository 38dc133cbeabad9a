"""A page as running text: what the writers of text share.

``elements`` cuts a page into headings, paragraphs, items of lists and tables; ``Joiner`` joins the
lines of each.
"""
