namespace Grid.SmsSimulator;

/// <summary>Where the gateway reports what became of messages: the register's <c>POST /v1/gateway/delivery-reports</c>.</summary>
/// <param name="Address">The whole address.</param>
/// <param name="TokenFile">File with the bearer token, read for each report, so that it can be renewed; null sends none.</param>
public sealed record DeliveryCallback(Uri Address, string? TokenFile)
{
    /// <summary>How long after the first failed report it is sent again; the wait doubles up to <see cref="LongestWait"/>.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Posts of one report at most; at least 2.</summary>
    public int Attempts { get; init; } = 12;

    /// <summary>By the variables <c>GRID_SMS_CALLBACK</c> and <c>GRID_SMS_CALLBACK_TOKEN_FILE</c>; null when there is no address.</summary>
    /// <exception cref="FormatException">The address is invalid.</exception>
    public static DeliveryCallback? Of(string? address, string? tokenFile)
    {
        if (string.IsNullOrWhiteSpace(address))
            return null;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? new DeliveryCallback(uri, string.IsNullOrWhiteSpace(tokenFile) ? null : tokenFile)
            : throw new FormatException("GRID_SMS_CALLBACK is no address with http or https.");
    }
}
