"""Sales: leads and deals, the funnels they move through, and why some of them are lost."""
