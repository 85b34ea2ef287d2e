// Built from src/; see package.json.
