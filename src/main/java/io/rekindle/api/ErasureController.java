package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.postgres.Erasure;
import io.swagger.v3.oas.annotations.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Forgets customers who ask for it. */
@RestController
final class ErasureController {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureController.class);

    private final Erasure erasure;

    ErasureController(Installation installation) {
        this.erasure = new Erasure(installation.dataSource());
    }

    @Operation(
            summary = "Erase a customer",
            description =
                    "Everything about the customer is removed. A hash of the id stays, so that an import cannot bring "
                            + "the person back. Erasing somebody unknown leaves that hash too.")
    @DeleteMapping("/v1/customers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(@PathVariable String id) {
        LOG.info("a customer was erased: {}", erasure.erase(new CustomerId(id)) ? "known" : "unknown");
    }
}
