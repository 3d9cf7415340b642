using Grid.Domain.Persons;

namespace Grid.Api.Duties;

/// <summary>
/// That the person is recognized as a hardship person, and from when to when. The category may tell of health or a past: it is shown by a
/// reveal only.
/// </summary>
public sealed record HardshipView(DateOnly From, DateOnly? To)
{
    internal static HardshipView? Of(HardshipRecognition? recognition) =>
        recognition is null ? null : new HardshipView(recognition.From, recognition.To);
}
