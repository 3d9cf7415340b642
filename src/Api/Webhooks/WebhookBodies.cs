using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Regions;

namespace Grid.Api.Webhooks;

/// <summary>A webhook that is to be made.</summary>
public sealed record WebhookBody : IRequest<WebhookBody>
{
    private const int LongestName = 60;
    private const int LongestAddress = 500;

    /// <summary>What it is called, for those who look after it.</summary>
    public string? Name { get; init; }

    /// <summary>Whose changes: of this office and of those below its region.</summary>
    public string? Office { get; init; }

    /// <summary>Where changes are posted: https, and a host that the register's administrators allow.</summary>
    public string? Address { get; init; }

    public static WebhookBody Example { get; } =
        new()
        {
            Name = "东湖区业务系统",
            Office = "36010201",
            Address = "https://office.example.cn/grid-changes",
        };

    internal (string Name, Office Office, string Address) Read(Fields fields, OfficeDirectory offices, AllowedTargets targets)
    {
        var name = fields.Text(Name, "name", LongestName, required: true);
        var address = fields.Text(Address, "address", LongestAddress, required: true);
        if (address is not null && !targets.Allows(address))
            fields.Wrong("address", FieldCodes.NotInList);
        var office = fields.Has(Office, "office") ? offices.Find(Office, fields.Today) : null;
        if (!string.IsNullOrEmpty(Office) && office is null)
            fields.Wrong("office", FieldCodes.NotInList);
        fields.ThrowIfWrong();
        return (name!, office!, address!);
    }
}

/// <summary>From where a webhook is told again.</summary>
public sealed record WebhookPlaceBody : IRequest<WebhookPlaceBody>
{
    private const int LongestCursor = 1024;

    /// <summary>A cursor of a change that it was sent, or of its office's feed; <c>now</c>: from now on; absent: all that is kept.</summary>
    public string? After { get; init; }

    public static WebhookPlaceBody Example { get; } = new() { After = "now" };

    internal string? Read(Fields fields)
    {
        var after = fields.Text(After, "after", LongestCursor);
        if (after is not null && !QueryReader.IsCursor(after))
            fields.Wrong("after", FieldCodes.BadCursor);
        fields.ThrowIfWrong();
        return after;
    }
}
