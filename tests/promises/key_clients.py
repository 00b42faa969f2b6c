"""All the small clients with which every key of the client file is tried."""

from key_clients_market import MARKET_CLIENTS
from key_clients_people import PEOPLE_CLIENTS

CLIENTS = MARKET_CLIENTS | PEOPLE_CLIENTS
assert len(CLIENTS) == len(MARKET_CLIENTS) + len(PEOPLE_CLIENTS), "one name for two clients"
