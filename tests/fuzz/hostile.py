"""Texts that have broken pages, calendars, spreadsheets, terminals and file names."""

TEXTS = (
    # markup, script ends, template syntax
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "]]><!--", "--!>", "<!-- <script>",
    '"><svg onload=alert(1)>', "' autofocus onfocus='alert(1)",
    "javascript:alert(1)", "data:text/html,<script>1</script>", "&lt;b&gt; &amp;amp; &#0;",
    "{{ 7*7 }}", "{% raw %}", "${7*7}", "%{years}", "{years}", "{0.__class__}", "%s%n", "`id`", "$(id)",
    "\\u003cscript\\u003e", "__proto__", "constructor", "toString",
    # calendars: line breaks, injected properties, parameters, escapes at folds
    "a\r\nATTENDEE:mailto:x@example.org", "a\nEND:VEVENT\nBEGIN:VEVENT", "a\\nEND:VEVENT", "\\", "\\\\", "a\\",
    'LABEL="x";VALUE=URI', "a;b,c:d", '^n^\'^^"', "END:VCALENDAR", " leading", "\ttab",
    "x" * 73 + "\\n" * 20, "я" * 37 + "\\" * 10, "\u00e9" * 200, "😀" * 50, "\x85next\u2028line\u2029",
    # spreadsheets
    "=HYPERLINK(\"https://example.org\",\"x\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "'=1", " =1", "＝1",
    '"quoted, ""twice"""', ";;;", "sep=;",
    # terminals
    "\x1b[2J\x1b]0;title\x07", "\x9b31m", "\x1bP+q\x1b\\", "\b\b\bgone", "\x00", "\x7f", "line\rover",
    # letters that lie: bidi, invisible, combining, other scripts, no characters at all
    "\u202eexe.yaml\u202c", "\u2066\u2067\u2068\u2069", "\u200b\u200d\ufeff", "Z\u0351\u036b\u0343\u036a\u0302" * 9,
    "Қазақстан мен Сербия", "Србија", "الموقف", "中文\u3000年", "ไทย", "\U000e0041", "\ufdd0\uffff\U0010ffff", "ﬀ İ ß ſ",
    # YAML and file names
    "null", "~", "yes", "NO", "1e3", "0o17", "2024-11", "10:30", "<<", "*a", "&a", "!!str", "- a", "a: b #c", "---", "|", ">",
    "../../etc/passwd", "C:\\new\\table", "CON", "a/b", "a" * 5000,
)  # fmt: skip
