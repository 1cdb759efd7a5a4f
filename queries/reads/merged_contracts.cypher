// Question: The contracts that the given facts speak of.
// Parameter: ids list -- ids of contracts
// Columns: contract, kind, item, status, signed, value, value_high, bound, currency, quantity, unit, contested
UNWIND $ids AS id
MATCH (c:Contract {id: id})
RETURN c.id AS contract, c.kind AS kind, c.item AS item, c.status AS status, c.signed AS signed,
       c.value AS value, c.value_high AS value_high, c.bound AS bound, c.currency AS currency,
       c.quantity AS quantity, c.unit AS unit, c.contested AS contested
ORDER BY contract
