namespace Grid.Silo.Hosting;

/// <summary>What a process does; <c>Grid:Role</c>.</summary>
public enum GridRole
{
    /// <summary>Grains and API in one process: the way on one machine.</summary>
    All,

    /// <summary>Grains only; it listens only for health checks.</summary>
    Silo,

    /// <summary>API only, as a client of the silos.</summary>
    Api,
}
