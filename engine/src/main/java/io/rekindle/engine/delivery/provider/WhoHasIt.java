package io.rekindle.engine.delivery.provider;

import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Lookup;
import io.rekindle.engine.delivery.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a channel's providers about an attempt: it was not made only where each of those who could have it says so. */
record WhoHasIt(List<Provider> providers) implements Lookup {

    /** Of several providers; empty where none of them can tell. */
    static Optional<Lookup> of(List<Provider> providers) {
        boolean any = providers.stream().anyMatch(one -> one.channel().lookup().isPresent());
        return any ? Optional.of(new WhoHasIt(providers)) : Optional.empty();
    }

    /** A provider that the settings do not name any more cannot be asked. */
    @Override
    public Lookup at(String provider) {
        return provider.isEmpty()
                ? this
                : new WhoHasIt(providers.stream()
                        .filter(one -> one.name().equals(provider))
                        .toList());
    }

    @Override
    public Answer of(Message message, Instant attempted) {
        List<Answer> answers = new ArrayList<>();
        for (Provider provider : providers) {
            Answer answer = provider.channel()
                    .lookup()
                    .map(lookup -> lookup.of(message, attempted))
                    .orElseGet(() -> new Answer.InDoubt("this provider cannot tell"));
            if (answer instanceof Answer.Accepted) {
                return answer.by(provider.name());
            }
            answers.add(answer);
        }
        Optional<Answer> unsure =
                answers.stream().filter(one -> !(one instanceof Answer.Later)).findFirst();
        return unsure.orElseGet(
                () -> answers.isEmpty() ? new Answer.InDoubt("its provider is not there any more") : answers.get(0));
    }
}
