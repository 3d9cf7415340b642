using Grid.Grains.Interfaces.Persons;
using Orleans.Concurrency;

namespace Grid.Grains.Persons.Linking;

/// <summary>What records say to each other about links; no caller outside the grains uses it.</summary>
[Alias("Grid.IPersonLinks")]
public interface IPersonLinks : IGrainWithStringKey
{
    /// <summary>
    /// Whether this record may become another number's main record now. After a yes it does not become an alias itself for a while.
    /// </summary>
    [Alias("MayBecomeMain"), AlwaysInterleave]
    Task<bool> MayBecomeMain();

    /// <summary>The case of this move has arrived.</summary>
    [Alias("ConfirmMove")]
    Task<CommandReply> ConfirmMove(Guid moveId);
}
