"""From plain data to e-invoices after EN 16931 and back.

Nothing here reads the database or asks for rights. BT-n and BG-n are the terms of EN 16931-1.
"""

import logging

# it tells of every step; what matters is returned or raised
logging.getLogger("factur-x").setLevel(logging.ERROR)
