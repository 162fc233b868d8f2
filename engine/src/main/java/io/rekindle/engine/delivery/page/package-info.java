/** The HTML part of an e-mail made from what its author wrote, once for all customers: MJML compiled, style sheets inlined. */
@NullMarked
package io.rekindle.engine.delivery.page;

import org.jspecify.annotations.NullMarked;
