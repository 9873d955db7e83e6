# Every word is done by tools/do.py, so that Windows runs the same ones without make: python tools/do.py WORD
.PHONY: menu up test check fix dev demo i18n module migrations bench api gallery release
menu up test check fix dev demo i18n module migrations bench api gallery release:
	@python3 tools/do.py $@
