using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Storage.Persons.Commits;

/// <summary>A row of <c>service_record</c>, its details sealed.</summary>
internal sealed record ServiceRecordRow(Guid Person, ServiceRow Row, byte[] Details);
