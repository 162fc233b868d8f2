/**
 * Everything that knows PostgreSQL: the server that comes along, the pool, the migrations and one store for each noun.
 *
 * <p>At the edge of the product: it implements what the engine asks for, and only the application imports it.
 */
@NullMarked
package io.rekindle.postgres;

import org.jspecify.annotations.NullMarked;
