"""Documents for people to read: what they hold, as blocks, and one module for each form they take.

    blocks      headings, paragraphs, lists and tables of runs of text
    prose       an event and its sources in words
    works       the documents that sources cite, each once, with their numbers
    chronology  the whole chronology as a table and a list of sources
    markdown    blocks -> Markdown
    word        blocks -> DOCX

A document is in one language, and its blocks are made without knowing which form they will take.
"""
