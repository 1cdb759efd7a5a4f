// Question: The given articles with their printings.
// Parameter: articles list -- sha256 of the articles
// Columns: article, title, text, outlet, url, published_at
UNWIND $articles AS sha256
MATCH (a:Article {sha256: sha256})
OPTIONAL MATCH (a)<-[:PRINTS]-(p:Publication)
RETURN a.sha256 AS article, a.title AS title, a.text AS text, p.outlet AS outlet, p.url AS url,
       p.published_at AS published_at
ORDER BY article, published_at, outlet, url
