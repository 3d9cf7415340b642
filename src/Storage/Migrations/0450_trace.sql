-- What is sent later goes on with the trace of the request that it follows from.

ALTER TABLE platform_item ADD COLUMN traceparent text COLLATE "C" CHECK (length(traceparent) <= 55);
COMMENT ON COLUMN platform_item.traceparent IS 'W3C trace context of the write, when it was traced; null otherwise. Names nobody. Not kept once the item was sent.';

ALTER TABLE notice ADD COLUMN traceparent text COLLATE "C" CHECK (length(traceparent) <= 55);
COMMENT ON COLUMN notice.traceparent IS 'As in platform_item.';
