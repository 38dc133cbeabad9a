"""Tags: the structure tree that a screen reader reads in place of the page.

==================  ============================================================================
``elements``        an element of the tree, and what stands outside of it
``outline``         the blocks of a page as elements
``headings``        levels of headings, without a gap
``tables``          rows and cells of a table, its caption
``grids``           cells of a table as rows of equal length
``figures``         what is read in place of a picture
``alternatives``    texts that were given for pictures
``inline``          what is marked within a line: languages, divided words, right-to-left text
``languages``       the language of a line, said by the service or by its script
``marked_content``  the operators that put words into their elements
``structure_tree``  the tree as objects of a PDF
``scanned_pdfs``    tags for PDFs that are nothing but scans
``tagger``          the pages of a document, one after the other
==================  ============================================================================

The order of the tree is that of the page's lines: an element enters it with its first word. What
the text of an element lacks is written where readers of tags look for it: a blank at the end of a
line, the whole of a divided word, right-to-left text in the order in which it is read.

References
----------
ISO 32000-1:2008 (PDF 1.7), 14.6 "Marked Content", 14.7 "Logical Structure", 14.8 "Tagged PDF".
ISO 14289-1:2014 (PDF/UA-1).
"""
