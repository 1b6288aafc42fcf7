"""Documents for people to read: their content as blocks, and one module per output format.

    blocks      headings, paragraphs, lists and tables, made of runs of text
    prose       an event and its sources in words
    works       the documents that sources cite, each listed once, with their numbers
    chronology  the whole chronology as a table and a list of sources
    diary       what has changed, and the events of each day of a period
    markdown    blocks -> Markdown
    plain       blocks -> text for mail
    web         blocks -> HTML
    word        blocks -> DOCX

A document is in one language. Its blocks do not depend on the output format.
"""
