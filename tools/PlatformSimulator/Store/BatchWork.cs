using Grid.PlatformSimulator.Wire;

namespace Grid.PlatformSimulator.Store;

/// <summary>A batch while it is judged, item by item, with what earlier items of it changed.</summary>
internal sealed class BatchWork(HashSet<string> knownKeys, Dictionary<string, RegistrationState> states)
{
    private readonly Dictionary<string, RegistrationState> changed = new(StringComparer.Ordinal);

    public List<UploadItem> Accepted { get; } = [];

    public List<UploadItem> Repeated { get; } = [];

    public List<(UploadItem Item, ItemVerdict Verdict, bool OnDemand)> Refused { get; } = [];

    public List<ItemAnswer> Answers { get; } = [];

    public IReadOnlyCollection<RegistrationState> Changed => changed.Values;

    public bool IsKnown(string key) => knownKeys.Contains(key);

    public RegistrationState? State(string number) => states.GetValueOrDefault(number);

    public void Add(UploadItem item, (ItemVerdict Verdict, bool OnDemand) judged, bool isAnswered)
    {
        var (verdict, onDemand) = judged;
        if (IsKnown(item.Key))
            Repeated.Add(item);
        else if (verdict.Code is not null)
            Refused.Add((item, verdict, onDemand));
        else
            Accepted.Add(item);
        if (verdict.After is { } after)
            states[after.Number] = changed[after.Number] = after;
        if (isAnswered)
            Answers.Add(new ItemAnswer(item.Key, verdict.Code is null, verdict.Code, verdict.Reason));
    }
}
