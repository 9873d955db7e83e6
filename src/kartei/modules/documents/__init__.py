"""Documents: what a firm hands to its clients on paper or as a file.

Own firms, layouts and country packs live here; `render/` draws a finished document from plain
data and knows neither database nor user.
"""
