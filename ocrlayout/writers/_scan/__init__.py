"""Pages as the formats of OCR have them: in whole pixels of the scan, as a tree of blocks."""
