// Question: Every actor with its names and codes.
// Columns: entity, kind, name, cow, gw, acts_for
MATCH (n)
WHERE n:Country OR n:Alliance OR n:Organization OR n:Person
OPTIONAL MATCH (n)-[:ACTS_FOR]->(state:Country)
RETURN coalesce(n.iso3, n.id) AS entity,
       CASE WHEN n:Country THEN 'country' WHEN n:Alliance THEN 'alliance'
            WHEN n:Organization THEN 'organization' ELSE 'person' END AS kind,
       n.name AS name, n.cow AS cow, n.gw AS gw, state.iso3 AS acts_for
ORDER BY entity, kind
