package io.rekindle.engine.delivery;

public final class TemplateException extends RuntimeException {
    public TemplateException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
