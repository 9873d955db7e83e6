"""Reports: figures of any module, grouped, compared, saved and mailed."""
