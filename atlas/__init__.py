"""Who the actors are: names of states, bodies, leaders and companies, valid by date."""
