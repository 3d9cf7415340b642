using Grid.Domain.Persons.Services;

namespace Grid.Domain.Persons.Commands;

/// <summary>It was looked at whether the person is a hardship person; the recognition, if it is one (§3.5).</summary>
public sealed record RecordHardshipCheck(HardshipRecognition? Recognition, Evidence Evidence) : PersonCommand;
