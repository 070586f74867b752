"""News pages as sites build them, each with its own story: what its figures are, and which numbers are of no concern of it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

_TOWNS = (
    "Karari", "Bahri", "Sennar", "Kosti", "Merowe", "Atbara", "Dongola", "Kadugli", "Zalingei", "Nyala", "Geneina", "Kassala",
)  # fmt: skip


@dataclass(frozen=True)
class Story:
    """Sentences with a figure each, as the page shows them, by the part of the article that they stand in."""

    town: str
    first: int  # of the numbers, which differ from story to story

    @property
    def title(self) -> str:
        return f"Flood in {self.town} sweeps away homes"

    @property
    def lede(self) -> str:
        return (
            f"At least {self.first} people were killed when the river broke its banks near {self.town} on Tuesday night, "
            "the health ministry said, in what officials called the worst flood in a generation."
        )

    @property
    def body(self) -> tuple[str, ...]:
        n, town = self.first, self.town
        return (
            f"More than {n + 100} others were injured, many of them when the roof of a school fell in, the ministry’s spokesman told reporters.",
            f"Hospitals in {town} admitted {n + 200} patients by noon, according to doctors, who asked for blood and for drinking water.",
            f"“We counted {n + 300} bodies,” a rescuer said.",
            f"{n + 400} are missing.",
            f"The state’s governor put the toll at {n + 500}, a figure that the ministry did not confirm, and said the search would go on until the last house had been seen.",
            f"Some 3,{n + 600} families had been displaced by Wednesday, the agency for refugees said, and were sleeping in tents on the road to the north.",
        )

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.lede, *self.body)


@dataclass(frozen=True)
class Made:
    """A page, the sentences that a reader of the article reads, and numbers that stand elsewhere on the page."""

    html: str
    told: tuple[str, ...]
    elsewhere: tuple[str, ...]


def _p(texts: Iterable[str], how: str = "<p>{}</p>") -> str:
    return "\n".join(how.format(text) for text in texts)


NAV = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport 7701</a></li></ul></nav>'
COOKIE = '<div id="onetrust-banner-sdk" class="otFlat"><p>We and our 7702 partners store information on your device to show you what you like. You can change that at any time.</p><button>Accept</button></div>'
MOST = (
    '<aside class="sidebar"><h2>Most read</h2><ol><li><a href="/a">Ferry sinks, 7703 people were killed</a></li>'
    '<li><a href="/b">Quake: 7704 people were killed in the mountains</a></li></ol></aside>'
)
FOOT = '<footer class="site-footer"><p>© 7705 The Wire. All rights reserved. Company number 7706, registered in Khartoum.</p></footer>'
COMMENTS = '<section id="comments" class="comments"><h2>7707 comments</h2><div class="comment"><p>My cousin says 7708 people were killed there.</p></div></section>'
RELATED = (
    '<div class="related-articles"><h3>Related</h3><ul><li><a href="/c">Blaze in refinery kills 7709 people</a></li>'
    '<li><a href="/d">Air strike kills 7710 people in the capital</a></li></ul></div>'
)
ELSEWHERE: Final = tuple(str(number) for number in range(7701, 7731))


def whole(
    story: Story, main: str, *, head: str = "", lang: str = "en", body: str = "", before: str = "", after: str = ""
) -> str:
    """A page with what sites put around an article."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{story.title} - The Wire</title>'
        f'<meta property="og:title" content="{story.title}"><meta property="og:site_name" content="The Wire">'
        f'<meta property="article:published_time" content="2023-05-30T16:20:00+02:00">{head}</head><body{body}>'
        f'{COOKIE}<header class="site-header">{NAV}</header>{before}{main}{after}{FOOT}<script>var x = "7713 people died"</script></body></html>'
    )


Template = Callable[[Story], Made]
TEMPLATES: dict[str, Template] = {}


def template(name: str) -> Callable[[Callable[[Story], str | tuple[str, tuple[str, ...]]]], Template]:
    """Take a template by its name; it gives a page, and what is told on it if that is not the whole story."""

    def take(make: Callable[[Story], str | tuple[str, tuple[str, ...]]]) -> Template:
        def made(story: Story) -> Made:
            page = make(story)
            html, told = page if isinstance(page, tuple) else (page, story.figures)
            return Made(html, told, ELSEWHERE)

        TEMPLATES[name] = made
        return made

    return take


@template("plain article")
def page_1(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(s, f"<main><article><h1>{s.title}</h1>{_p(s.figures)}</article></main>", after=MOST)


@template("BBC-like: a block for each paragraph, hashed class names")
def page_2(s: Story) -> str | tuple[str, tuple[str, ...]]:
    blocks = _p(
        s.figures[1:],
        '<div data-component="text-block" class="ssrcss-7uxr49-RichTextContainer e5tfeyi1"><p class="ssrcss-1q0x1qg-Paragraph e1jhz7w10">{}</p></div>',
    )
    lede = f'<div data-component="text-block"><div class="ssrcss-RichText"><p class="ssrcss-Paragraph"><b class="ssrcss-BoldText">{s.lede}</b></p></div></div>'
    links = '<div data-component="links-block"><ul><li><a href="/1">Bridge falls, 7714 people killed</a></li><li><a href="/2">7715 flee the capital</a></li></ul></div>'
    fig = '<figure data-component="image-block"><img alt="7716 tents"><figcaption><span class="visually-hidden">Image caption, </span>A street under water</figcaption></figure>'
    return whole(
        s,
        f'<main id="main-content"><article><div data-component="headline-block"><h1>{s.title}</h1></div>{fig}{lede}{links}{blocks}</article></main>{MOST}',
    )


@template("Guardian-like: standfirst, rich links, hashed names")
def page_3(s: Story) -> str | tuple[str, tuple[str, ...]]:
    rich = '<aside data-component="rich-link" class="element-rich-link"><p><a href="/x">Dam breaks, 7717 people killed</a></p><span>Read more</span></aside>'
    sign = '<figure class="element-newsletter"><p>Sign up: 7718 readers already have</p></figure>'
    body = _p(s.body[:3], '<p class="dcr-4cudl2">{}</p>') + rich + _p(s.body[3:], '<p class="dcr-4cudl2">{}</p>') + sign
    return whole(
        s,
        f'<main><article class="dcr-1"><h1>{s.title}</h1><div data-gu-name="standfirst" class="dcr-standfirst"><p>{s.lede}</p></div><div id="maincontent" class="article-body-commercial-selector dcr-11jq3zt">{body}</div></article></main>{MOST}',
    )


@template("NYT-like: columns between advertisements")
def page_4(s: Story) -> str | tuple[str, tuple[str, ...]]:
    cols = _p(
        s.figures,
        '<div class="css-53u6y8 StoryBodyCompanionColumn"><p class="css-at9mc1 evys1bk0">{}</p></div><div class="css-ad" id="ad-wrapper">Advertisement 7719</div>',
    )
    return whole(
        s,
        f'<main id="site-content"><article id="story"><header><h1>{s.title}</h1></header><section name="articleBody" class="meteredContent css-1r7ky0e">{cols}</section></article></main>',
    )


@template("Reuters-like: paragraphs that are divs")
def page_5(s: Story) -> str | tuple[str, tuple[str, ...]]:
    divs = "".join(
        f'<div data-testid="paragraph-{n}" class="text__text__1FZLe text__dark-grey__3Ml43 body__full_width__ekUdw">{t}</div>'
        for n, t in enumerate(s.figures)
    )
    return whole(
        s,
        f'<main id="main-content"><article><header><h1 data-testid="Heading">{s.title}</h1></header><div class="article-body__content__17Yit">{divs}<div data-testid="promo-box">Sign up here, 7720 did.</div></div></article></main>',
    )


@template("AP-like: links between paragraphs")
def page_6(s: Story) -> str | tuple[str, tuple[str, ...]]:
    more = '<div class="Enhancement"><div class="PageListEnhancementGeneric"><h4>Other news</h4><a href="/q">Storm kills 7721 people on the coast</a></div></div>'
    return whole(
        s,
        f'<main><div class="Page-content"><h1>{s.title}</h1><div class="Page-storyBody"><div class="RichTextStoryBody RichTextBody">{_p(s.figures[:3])}{more}{_p(s.figures[3:])}</div></div></div></main>',
    )


@template("Al Jazeera-like: a list of recommended stories inside")
def page_7(s: Story) -> str | tuple[str, tuple[str, ...]]:
    rec = '<div class="more-on"><h2 class="more-on__heading">Recommended Stories</h2><span class="screen-reader-text">list of 4 items</span><ul class="more-on__items"><li><article><h3><a href="/1">At least 7722 people killed in ferry</a></h3></article></li></ul><span class="screen-reader-text">end of list</span></div>'
    return whole(
        s,
        f'<main id="main-content-area"><header class="article-header"><h1>{s.title}</h1><p class="article__subhead"><em>Rescuers go on.</em></p></header><div class="wysiwyg wysiwyg--all-content" aria-live="polite">{_p(s.figures[:2])}{rec}{_p(s.figures[2:])}</div></main>',
    )


@template("CNN-like: placeholders and inline video")
def page_8(s: Story) -> str | tuple[str, tuple[str, ...]]:
    video = '<div data-component-name="video" class="video-resource"><div class="video-resource__headline">Video: 7723 people killed</div></div>'
    ps = _p(
        s.figures,
        '<p class="paragraph inline-placeholder vossi-paragraph-primary-core-light" data-uri="cms/paragraph">\n      {}\n  </p>',
    )
    return whole(
        s,
        f'<section class="layout__wrapper"><h1 class="headline__text">{s.title}</h1><div class="article__content" data-editable="content"><div class="source"><cite class="source__cite"><span class="source__location">Khartoum</span><span class="source__text">CNN</span>&nbsp;—&nbsp;</cite></div>{video}{ps}<div class="related-content related-content--article"><p><a href="/x">7724 people killed in quake</a></p></div></div></section>',
    )


@template("WordPress blocks: headings, lists, quotes")
def page_9(s: Story) -> str | tuple[str, tuple[str, ...]]:
    told = s.figures
    body = f'<p class="wp-block-paragraph has-text-align-left">{s.lede}</p><h2 class="wp-block-heading">What is known</h2><ul class="wp-block-list"><li>{s.body[0]}</li><li>{s.body[1]}</li></ul><blockquote class="wp-block-quote"><p>{s.body[2]}</p></blockquote>{_p(s.body[3:])}'
    share = '<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li><a href="#">Facebook 7725</a></li></ul></div><div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><p><a href="/r">7726 killed</a></p></div>'
    return whole(
        s,
        f'<div id="page" class="site"><article id="post-12" class="post-12 post type-post hentry"><header class="entry-header"><h1 class="entry-title">{s.title}</h1></header><div class="entry-content">{body}{share}</div></article>{COMMENTS}</div>',
    ), told


@template("WordPress with a page builder: deep divs")
def page_10(s: Story) -> str | tuple[str, tuple[str, ...]]:
    inner = _p(s.figures)
    return whole(
        s,
        f'<div class="elementor elementor-99"><div class="elementor-section"><div class="elementor-container"><div class="elementor-column"><div class="elementor-widget-wrap"><div class="elementor-element elementor-widget elementor-widget-theme-post-content"><div class="elementor-widget-container">{inner}</div></div></div></div></div></div></div>',
        after=RELATED,
    )


@template("Drupal: fields")
def page_11(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<div class="dialog-off-canvas-main-canvas"><main role="main"><div class="region region-content"><article class="node node--type-article node--view-mode-full"><h1 class="page-title"><span class="field field--name-title">{s.title}</span></h1><div class="node__content"><div class="field field--name-field-teaser field--type-text-long field__item"><p>{s.lede}</p></div><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field__item">{_p(s.body)}</div></div></article></div></main></div>',
        after=MOST,
    )


@template("Joomla: lead in a strong paragraph")
def page_12(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h1 itemprop="headline">{s.title}</h1></div><div itemprop="articleBody"><p><strong>{s.lede}</strong></p>{_p(s.body)}</div><ul class="pager pagenav"><li><a href="/p">Prev: 7727 killed</a></li></ul></div>',
    )


@template("German: teaser above the text")
def page_13(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<main><article class="article"><header class="article__header"><h1 class="article__headline">{s.title}</h1><p class="article__teaser teaser-text">{s.lede}</p></header><div class="article__body"><div class="RichText RichText--sans">{_p(s.body)}</div></div></article></main>{MOST}',
        lang="de",
    )


@template("a summary box of key points")
def page_14(s: Story) -> str | tuple[str, tuple[str, ...]]:
    box = f'<div class="key-points article-summary"><h2>Key points</h2><ul><li>{s.body[0]}</li><li>{s.body[1]}</li></ul></div>'
    return whole(
        s,
        f'<main><article><h1>{s.title}</h1>{box}<div class="article-body">{_p((s.lede, *s.body[2:]))}</div></article></main>{MOST}',
    )


@template("Daily Mail-like: bullets above, font tags")
def page_15(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<div id="content" class="article-text wide"><h2>{s.title}</h2><ul class="mol-bullets-with-font"><li class="class"><font style="font-size: 1.2em;"><strong>{s.body[0]}</strong></font></li><li class=""><font style="font-size: 1.2em;"><strong>{s.body[1]}</strong></font></li></ul><p class="author-section byline-plain">By Staff Reporter</p><div itemprop="articleBody">{_p((s.lede, *s.body[2:]), "<p class=mol-para-with-font><font style=font-size:1.2em>{}</font></p>")}</div></div>{MOST}',
    )


@template("Times of India-like: text between line breaks")
def page_16(s: Story) -> str | tuple[str, tuple[str, ...]]:
    text = "<br/><br/>".join(s.figures)
    return whole(
        s,
        f'<div class="HNMDR"><h1 class="HNMDR"><span>{s.title}</span></h1></div><div class="_s30J clearfix  " data-articlebody="1">{text}<div class="adslot">7728</div></div>',
        after=RELATED,
    )


@template("Blogger: text between line breaks in one div")
def page_17(s: Story) -> str | tuple[str, tuple[str, ...]]:
    text = "<br /><br />".join(s.figures)
    return whole(
        s,
        f'<div class="post hentry"><h3 class="post-title entry-title">{s.title}</h3><div class="post-body entry-content" id="post-body-1" itemprop="description articleBody"><div dir="ltr" style="text-align: left;" trbidi="on">{text}</div></div></div>',
        after=COMMENTS,
    )


@template("an old site of layout tables")
def page_18(s: Story) -> str | tuple[str, tuple[str, ...]]:
    cell = _p(s.figures, "<p><font face=Arial size=2>{}</font></p>")
    return whole(
        s,
        f'<table width="100%" border=0><tr><td width=150 valign=top><a href=/>Home</a><br><a href=/n>News 7729</a></td><td valign=top><b>{s.title}</b>{cell}</td><td width=150><a href=/x>7730 killed</a></td></tr></table>',
    )


@template("AMP")
def page_19(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<main id="content" role="main"><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{s.title}</h1></header><figure class="amp-wp-article-featured-image"><amp-img src="a.jpg" width=10 height=10><noscript><img src="a.jpg" alt="7701"></noscript></amp-img></figure><div class="amp-wp-article-content">{_p(s.figures[:3])}<amp-ad width=300 height=250 type=doubleclick></amp-ad>{_p(s.figures[3:])}</div></article></main>',
        head="<style amp-boilerplate>body{-webkit-animation:-amp-start 8s steps(1,end) 0s 1 normal both}@-webkit-keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}</style><noscript><style amp-boilerplate>body{-webkit-animation:none}</style></noscript>",
    )


@template("a paywall that blurs nothing: the text is all there")
def page_20(s: Story) -> str | tuple[str, tuple[str, ...]]:
    wall = '<div class="paywall-overlay" style="display:none"><p>Subscribe now and join 7702 readers</p></div>'
    return whole(
        s,
        f'<main><article class="is-premium"><h1>{s.title}</h1><div class="article-body">{_p(s.figures[:2])}<div class="paywall" data-paywall="true">{_p(s.figures[2:])}</div></div>{wall}</article></main>',
    )


@template("Le Monde-like: sections of the paywall, class names of paragraphs")
def page_21(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<main class="main"><section class="article article--single"><header class="article__header"><h1 class="article__title">{s.title}</h1><p class="article__desc">{s.lede}</p></header><section class="article__wrapper"><article class="article__content old__article-content-single">{_p(s.body[:3], "<p class=article__paragraph>{}</p>")}<section class="catcher catcher--inline"><span class="catcher__title">Lire aussi : <a href=/x>7703 morts</a></span></section>{_p(s.body[3:], "<p class=article__paragraph>{}</p>")}</article></section></section></main>',
        lang="fr",
    )


@template("live blog: the newest first, an article each")
def page_22(s: Story) -> str | tuple[str, tuple[str, ...]]:
    posts = "".join(
        f'<article class="block" id="block-{n}"><header><time datetime="2023-05-30T1{n}:20:00Z">1{n}.20</time></header><div class="block-elements"><p>{t}</p></div></article>'
        for n, t in enumerate(s.figures)
    )
    return whole(
        s, f'<main><h1>{s.title} – live</h1><div class="liveblog" id="liveblog-body">{posts}</div></main>{MOST}'
    )


@template("live blog: list items with times")
def page_23(s: Story) -> str | tuple[str, tuple[str, ...]]:
    posts = "".join(
        f'<li class="lx-stream__post-container"><div class="lx-stream-post"><header><h3>Update</h3><span class="time">1{n}:20</span></header><div class="lx-stream-post-body"><p>{t}</p></div></div></li>'
        for n, t in enumerate(s.figures)
    )
    return whole(s, f'<main><h1>{s.title}</h1><ol class="lx-stream__feed">{posts}</ol></main>{MOST}')


@template("a page of sections, each a heading with a figure")
def page_24(s: Story) -> str | tuple[str, tuple[str, ...]]:
    told = (s.lede, *s.body)
    parts = "".join(
        f"<section><h2>{head}</h2><p>{text}</p></section>"
        for head, text in zip(s.figures[::2], s.figures[1::2], strict=False)
    )
    return whole(s, f"<main><article><h1>{s.title}</h1>{parts}<p>{s.body[-1]}</p></article></main>"), told


@template("Wikipedia-like: references and an information box")
def page_25(s: Story) -> str | tuple[str, tuple[str, ...]]:
    ref = '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup>'
    box = f'<table class="infobox vevent"><tbody><tr><th colspan="2" class="infobox-above">{s.title}</th></tr><tr><th scope="row" class="infobox-label">Deaths</th><td class="infobox-data">{s.first}{ref}</td></tr></tbody></table>'
    return whole(
        s,
        f'<div id="content" class="mw-body"><h1 id="firstHeading">{s.title}</h1><div id="mw-content-text"><div class="mw-content-ltr mw-parser-output">{box}{_p([t + ref for t in s.figures])}<div class="navbox"><a href=/>Floods of 7704</a></div></div></div></div>',
    )


@template("ReliefWeb-like: a report with a table of the toll")
def page_26(s: Story) -> str | tuple[str, tuple[str, ...]]:
    rows = "".join(f"<tr><td>Place {n}</td><td>{text}</td></tr>" for n, text in enumerate(s.body[:2]))
    return whole(
        s,
        f'<main><article class="rw-article rw-report"><header><h1>{s.title}</h1></header><div class="rw-article__content rw-report__content"><p>{s.lede}</p><table><thead><tr><th>Where</th><th>What</th></tr></thead><tbody>{rows}</tbody></table>{_p(s.body[2:])}</div></article></main>',
    )


@template("an agency's line: one paragraph of all")
def page_27(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(s, f'<div class="detail"><h1>{s.title}</h1><div id="detail"><p>{" ".join(s.figures)}</p></div></div>')


@template("short: three sentences")
def page_28(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f"<main><article><h1>{s.title}</h1><p>{s.lede}</p><p>{s.body[2]}</p><p>{s.body[3]}</p></article></main>",
        after=MOST,
    ), (s.lede, s.body[2], s.body[3])


@template("an embedded post between the paragraphs")
def page_29(s: Story) -> str | tuple[str, tuple[str, ...]]:
    tweet = f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{s.body[2]}</p>&mdash; Rescue (@rescue) <a href="https://twitter.com/rescue/1">May 30, 2023</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script>'
    return whole(
        s,
        f'<main><article><h1>{s.title}</h1><div class="entry-content">{_p(s.figures[:3])}{tweet}{_p(s.body[3:])}</div></article></main>',
    )


@template("a pull quote and a box of facts")
def page_30(s: Story) -> str | tuple[str, tuple[str, ...]]:
    quote = f'<aside class="pullquote"><blockquote>{s.body[2]}</blockquote></aside>'
    return whole(
        s,
        f'<main><article><h1>{s.title}</h1><div class="story-body">{_p(s.figures[:3])}{quote}{_p(s.body[2:])}</div></article></main>',
    )


@template("a single-page application: sections with hashed names, no article")
def page_31(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<div id="root"><div class="sc-bdVaJa kXyzAb"><div class="sc-bwzfXH jTnPqq"><h1 class="sc-htpNat dVYFGw">{s.title}</h1>{_p(s.figures, "<div class=sc-bxivhb><p class=sc-ifAKCX>{}</p></div>")}</div></div></div>',
        after='<script id="__NEXT_DATA__" type="application/json">{"toll":"7705 people were killed"}</script>',
    )


@template("Substack-like")
def page_32(s: Story) -> str | tuple[str, tuple[str, ...]]:
    sub = '<div class="subscription-widget-wrap"><div class="subscription-widget"><p class="cta-caption">7706 people read this letter. Subscribe!</p></div></div>'
    return whole(
        s,
        f'<div class="single-post"><article class="typography newsletter-post post"><h1 class="post-title">{s.title}</h1><h3 class="subtitle">{s.lede}</h3><div class="available-content"><div class="body markup">{_p(s.body[:3])}{sub}{_p(s.body[3:])}</div></div></article></div>',
    )


@template("Ghost: cards")
def page_33(s: Story) -> str | tuple[str, tuple[str, ...]]:
    card = '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="/x"><div class="kg-bookmark-title">7707 people killed</div></a></figure>'
    return whole(
        s,
        f'<main class="gh-main"><article class="gh-article post"><header class="gh-article-header"><h1 class="gh-article-title">{s.title}</h1><p class="gh-article-excerpt">{s.lede}</p></header><section class="gh-content gh-canvas">{_p(s.body[:2])}{card}<div class="kg-card kg-callout-card"><div class="kg-callout-text">{s.body[2]}</div></div>{_p(s.body[3:])}</section></article></main>',
    )


@template("the lede stands in a caption's class")
def page_34(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<main><article><h1>{s.title}</h1><div class="article-intro lead sub-title">{s.lede}</div><div class="content-text">{_p(s.body)}</div></article></main>{RELATED}',
    )


@template("an update on top, a correction below")
def page_35(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<main><article><h1>{s.title}</h1><div class="article-body"><p class="update"><em>UPDATE: {s.lede}</em></p>{_p(s.body[:-1])}<p class="correction"><i>Correction: {s.body[-1]}</i></p></div></article></main>',
    )


@template("paragraphs in an unordered list")
def page_36(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<main><article><h1>{s.title}</h1><ul class="story-list">{_p(s.figures, "<li><p>{}</p></li>")}</ul></article></main>',
    )


@template("links in each paragraph")
def page_37(s: Story) -> str | tuple[str, tuple[str, ...]]:
    linked = [
        t.replace("the ", '<a href="/topic">the </a>', 1).replace(s.town, f'<a href="/place/{s.town}">{s.town}</a>')
        for t in s.figures
    ]
    return whole(s, f'<main><article><h1>{s.title}</h1><div class="body">{_p(linked)}</div></article></main>{MOST}')


@template("numbers in elements of their own")
def page_38(s: Story) -> str | tuple[str, tuple[str, ...]]:
    marked = [re.sub(r"\d[\d,]*", lambda m: f'<span class="num" data-v="{m[0]}">{m[0]}</span>', t) for t in s.figures]
    return whole(s, f'<main><article><h1>{s.title}</h1><div class="body">{_p(marked)}</div></article></main>')


@template("every sentence that has a figure is a link to its source")
def page_39(s: Story) -> str | tuple[str, tuple[str, ...]]:
    linked = [f'<a href="https://gov.example/{n}">{t}</a>' for n, t in enumerate(s.body)]
    return whole(
        s, f'<main><article><h1>{s.title}</h1><div class="body"><p>{s.lede}</p>{_p(linked)}</div></article></main>'
    ), (s.lede, *s.body)


@template("custom elements")
def page_40(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f"<main><news-article><h1>{s.title}</h1><article-body>{_p(s.figures, '<text-block><p>{}</p></text-block>')}</article-body></news-article></main>",
    )


@template("a definition list of the toll in the text")
def page_41(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<main><article><h1>{s.title}</h1><div class="body"><p>{s.lede}</p><dl><dt>Hurt</dt><dd>{s.body[0]}</dd><dt>Admitted</dt><dd>{s.body[1]}</dd></dl>{_p(s.body[2:])}</div></article></main>',
    )


@template("the story folded: read more")
def page_42(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<main><article><h1>{s.title}</h1><div class="article-body"><p>{s.lede}</p><details class="read-more" open><summary>Continue reading</summary>{_p(s.body)}</details></div></article></main>',
    )


@template("cards of other articles inside, with teasers that are no links")
def page_43(s: Story) -> str | tuple[str, tuple[str, ...]]:
    card = '<div class="x9a"><h3 class="x9b"><a href="/f">Ferry sinks off the coast</a></h3><p class="x9c">At least 7715 people died when an old ferry sank, officials said.</p></div>'
    return whole(
        s,
        f'<main><article><h1>{s.title}</h1><div class="x1">{_p(s.figures[:3])}{card}{_p(s.figures[3:])}</div></article></main>',
    )


@template("cards that are links as a whole")
def page_44(s: Story) -> str | tuple[str, tuple[str, ...]]:
    card = '<a class="q1" href="/f"><div><h4>Ferry sinks off the coast</h4><p>At least 7716 people died when an old ferry sank, officials said.</p></div></a>'
    return whole(
        s,
        f'<main><article><h1>{s.title}</h1><div class="q2">{_p(s.figures[:3])}{card}{_p(s.figures[3:])}</div></article></main>',
    )


@template("key points without full stops above the text")
def page_45(s: Story) -> str | tuple[str, tuple[str, ...]]:
    points = [s.body[3].rstrip("."), s.body[1].rstrip(".")]
    box = f'<div class="article-highlights"><ul><li>{points[0]}</li><li>{points[1]}</li></ul></div>'
    return whole(
        s,
        f'<main><article><h1>{s.title}</h1>{box}<div class="article-body">{_p((s.lede, *s.body))}</div></article></main>{MOST}',
    ), (s.lede, *s.body, *points)


@template("Arabic")
def page_46(s: Story) -> str | tuple[str, tuple[str, ...]]:
    ar = tuple(
        f"{head} {s.first + 100 * n} {tail}"
        for n, (head, tail) in enumerate(
            (
                ("قُتل ما لا يقل عن", "شخصا عندما فاض النهر قرب المدينة ليلة الثلاثاء، بحسب وزارة الصحة."),
                ("وأصيب أكثر من", "آخرين، كثير منهم عندما سقط سقف مدرسة، بحسب المتحدث باسم الوزارة."),
                ("واستقبلت المستشفيات", "مريضا حتى الظهر، بحسب الأطباء الذين طلبوا الدم ومياه الشرب."),
                ("وما زال", "شخصا في عداد المفقودين."),
            )
        )
    )
    return whole(
        s,
        f'<main dir="rtl"><article><h1>فيضان يجرف المنازل</h1><p class="article-summary standfirst">{ar[0]}</p><div class="article-body">{_p(ar[1:])}</div></article></main>{MOST}',
        lang="ar",
        body=' dir="rtl"',
    ), ar


@template("Chinese")
def page_47(s: Story) -> str | tuple[str, tuple[str, ...]]:
    zh = (
        f"卫生部说，周二晚河水决堤，造成至少{s.first}人死亡，官员称这是一代人以来最严重的洪灾。",
        f"另有{s.first + 100}人受伤，其中许多人是在一所学校屋顶倒塌时受伤的，发言人对记者说。",
        f"医生说，截至中午，当地医院共收治{s.first + 200}名患者，并呼吁民众献血和提供饮用水。",
        f"仍有{s.first + 300}人失踪。",
    )
    return whole(
        s,
        f'<div class="main-content"><h1>洪水冲毁房屋</h1><div id="detail"><div class="article">{_p(zh, "<p>　　{}</p>")}</div></div></div>',
        lang="zh",
        after=RELATED,
    ), zh


@template("Russian, with a lede in a div")
def page_48(s: Story) -> str | tuple[str, tuple[str, ...]]:
    ru = (
        f"По меньшей мере {s.first} человек погибли, когда река вышла из берегов в ночь на вторник, сообщило министерство здравоохранения.",
        f"Более {s.first + 100} человек пострадали, многие из них при обрушении крыши школы, заявил журналистам представитель министерства.",
        f"Больницы приняли к полудню {s.first + 200} пациентов, по словам врачей, которые попросили сдавать кровь.",
        f"{s.first + 300} пропали без вести.",
    )
    return whole(
        s,
        f'<div class="article-wrap"><h1>Наводнение</h1><div class="article__lead">{ru[0]}</div><div class="article__text">{_p(ru[1:])}</div></div>{MOST}',
        lang="ru",
    ), ru


@template("a map of tags, and a lede that is a heading")
def page_49(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<main><article><ul class="tags"><li><a href=/t>Floods 7717</a></li></ul><h1>{s.title}</h1><h2 class="headline-sub">{s.lede}</h2><p class="meta">By A Reporter, 30 May 2023. 7718 views</p><div class="story">{_p(s.body)}</div><p class="tags">Topics: floods 7719</p></article></main>',
    )


@template("a lede beside a video and a list of shares")
def page_50(s: Story) -> str | tuple[str, tuple[str, ...]]:
    return whole(
        s,
        f'<main><h1>{s.title}</h1><div class="share-bar"><span>7720 shares</span></div><div class="video-player"><p>Watch: 7721 people were killed in the mountains, says our reporter.</p></div><p class="c-lede">{s.lede}</p><div class="c-author">Our reporter has covered 7722 floods.</div><div class="c-content">{_p(s.body)}</div></main>',
    )


def stories() -> Mapping[str, Made]:
    """A page of each template, each with a story of its own."""
    return {name: make(Story(_TOWNS[n % len(_TOWNS)], 11 + 2 * n)) for n, (name, make) in enumerate(TEMPLATES.items())}
