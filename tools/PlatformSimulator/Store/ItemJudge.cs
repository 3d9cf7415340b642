using System.Globalization;
using Grid.PlatformSimulator.Wire;

namespace Grid.PlatformSimulator.Store;

/// <summary>
/// Whether an item may follow the stored items of its registration: nothing before the registration, no exit after an exit, no revoking
/// without one.
/// </summary>
internal static class ItemJudge
{
    public const string Order = "order";
    public const string BadDate = "date";

    public static ItemVerdict Judge(UploadItem item, RegistrationState? known)
    {
        if (item.Registration is not { } number)
            return ItemVerdict.Accepted(null);
        if (item.Kind == "registration")
        {
            return known is null
                ? ItemVerdict.Accepted(new RegistrationState(number, Day(item, "aae043"), null, null, InError: false))
                : ItemVerdict.Refused(Order, "该失业登记号已登记 this number is registered already");
        }

        return known switch
        {
            null => ItemVerdict.Refused(Order, "尚无该失业登记 the registration is not here yet"),
            { InError: true } when item.Kind == "revocationUndone" => ItemVerdict.Accepted(
                known with
                {
                    InError = false,
                    ExitedOn = null,
                    EndedOn = null,
                }
            ),
            _ when item.Kind == "informed" => ItemVerdict.Accepted(known),
            { InError: true } when item.Kind == "enteredInError" => ItemVerdict.Accepted(known),
            { InError: true } => ItemVerdict.Refused(Order, "该失业登记为误录或已撤销 the registration was entered in error or revoked"),
            _ => Later(item, known),
        };
    }

    private static ItemVerdict Later(UploadItem item, RegistrationState known) =>
        item.Kind switch
        {
            "exit" => Exit(Day(item, "acc028"), known),
            "exitRevoked" when known.ExitedOn is null => ItemVerdict.Refused(Order, "该失业登记未退出 there is no exit to revoke"),
            "exitRevoked" when known.ExitedOn != Day(item, "acc028") => ItemVerdict.Refused(
                BadDate,
                "acc028: 与已上传的退出日期不符 not the day of the exit that is held"
            ),
            "exitRevoked" => ItemVerdict.Accepted(known with { ExitedOn = null }),
            "transfer" when known.ExitedOn is not null => ItemVerdict.Refused(Order, "该失业登记已退出 the registration has exited"),
            "correction" => Corrected(item, known),
            "revocationUndone" => ItemVerdict.Refused(Order, "该失业登记未撤销 the registration is not revoked"),
            "enteredInError" or "revoked" => ItemVerdict.Accepted(known with { InError = true }),
            _ => ItemVerdict.Accepted(known),
        };

    private static ItemVerdict Exit(DateOnly on, RegistrationState known) =>
        known.ExitedOn is not null || known.EndedOn is not null
            ? ItemVerdict.Refused(Order, "该失业登记已退出 the registration has exited already")
        : on < known.RegisteredOn ? ItemVerdict.Refused(BadDate, "acc028: 早于登记日期 before the day of registration")
        : ItemVerdict.Accepted(known with { ExitedOn = on });

    /// <summary>With an end it ends a case by reference; without one the registration is active, even if it had ended.</summary>
    private static ItemVerdict Corrected(UploadItem item, RegistrationState known) =>
        item.Fields.ContainsKey("bae023") && known.ExitedOn is not null
            ? ItemVerdict.Refused(Order, "该失业登记已退出 the registration has exited")
            : ItemVerdict.Accepted(known with { EndedOn = item.Fields.ContainsKey("bae023") ? Day(item, "bae023") : null });

    private static DateOnly Day(UploadItem item, string field) =>
        DateOnly.ParseExact(item.Fields[field], "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The verdict on an item.</summary>
/// <param name="Code">Of a refusal; null when it is accepted.</param>
/// <param name="After">The registration after an accepted item; null when the item is about none.</param>
internal sealed record ItemVerdict(string? Code, string? Reason, RegistrationState? After)
{
    public static ItemVerdict Refused(string code, string reason) => new(code, reason, null);

    public static ItemVerdict Accepted(RegistrationState? after) => new(null, null, after);
}

/// <summary>The state of a registration.</summary>
/// <param name="EndedOn">A case by reference that ended because of an ordinary registration.</param>
internal sealed record RegistrationState(string Number, DateOnly RegisteredOn, DateOnly? ExitedOn, DateOnly? EndedOn, bool InError);
