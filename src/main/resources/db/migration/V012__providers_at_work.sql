-- Which providers carry a channel, as the node that started last knows it: so that one can be stopped by its name.
create table carrier (
    channel  text not null,
    provider text not null,
    primary key (channel, provider)
);
