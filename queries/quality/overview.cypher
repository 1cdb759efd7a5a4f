// Question: What is in the graph: how many nodes of each kind?
// Dates: none, because it counts what the graph holds, whatever day it speaks of
// Columns: label, nodes
UNWIND [
  ['Country', COUNT { (:Country) }], ['Alliance', COUNT { (:Alliance) }], ['Organization', COUNT { (:Organization) }],
  ['Person', COUNT { (:Person) }], ['Item', COUNT { (:Item) }], ['Contract', COUNT { (:Contract) }],
  ['Membership', COUNT { (:Membership) }], ['Event', COUNT { (:Event) }], ['Fact', COUNT { (:Fact) }],
  ['Article', COUNT { (:Article) }], ['Publication', COUNT { (:Publication) }], ['Dataset', COUNT { (:Dataset) }],
  ['Load', COUNT { (:Load) }], ['Judgement', COUNT { (:Judgement) }], ['Detente', COUNT { (:Detente) }]
] AS counted
WITH counted[0] AS label, counted[1] AS nodes
WHERE nodes > 0
RETURN label, nodes
ORDER BY nodes DESC, label
