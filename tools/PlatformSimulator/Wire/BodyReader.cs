namespace Grid.PlatformSimulator.Wire;

/// <summary>Reads a body once, within its limit, and keeps it for the handler.</summary>
internal static class BodyReader
{
    private static readonly object Key = new();

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http)
    {
        if (http.Items.TryGetValue(Key, out var known) && known is byte[] read)
            return read;
        if (http.Request.ContentLength > WireText.LargestBody)
            throw TooLarge();
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int count;
        while ((count = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, count);
            if (buffer.Length > WireText.LargestBody)
                throw TooLarge();
        }

        var body = buffer.ToArray();
        http.Items[Key] = body;
        return body;
    }

    private static BadInputException TooLarge() =>
        new("body", $"at most {WireText.LargestBody} bytes are taken", StatusCodes.Status413PayloadTooLarge);
}
