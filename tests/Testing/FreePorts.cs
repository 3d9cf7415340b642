using System.Net;
using System.Net.Sockets;

namespace Grid.Testing;

/// <summary>
/// TCP ports on 127.0.0.1 for silos and HTTP servers of tests. They are named before they are bound, so no other process may bind them
/// meanwhile: they lie below the range from which systems hand out ports by themselves, where any outgoing connection could take one, and
/// each process takes them from blocks that it holds by a file's lock until it ends, so that tests of other processes have others.
/// </summary>
public static class FreePorts
{
    /// <summary>The first port of the first block; silos of tests that name none choose theirs below it.</summary>
    public const int First = 25_000;

    /// <summary>The last port that is given out, inclusive.</summary>
    public const int Last = First + (Blocks * BlockSize) - 1;

    private const int Blocks = 121;
    private const int BlockSize = 64;

    private static readonly Lock Gate = new();
    private static readonly List<FileStream> Held = [];
    private static int next;
    private static int end;
    private static int searched;

    /// <summary>Where the locks of the blocks are: a folder of this user.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), $"grid-test-ports-{Environment.UserName}");

    /// <summary>Ports on which no process listens, all different, none given out by this process before.</summary>
    /// <exception cref="InvalidOperationException">Other processes hold all that are left.</exception>
    public static int[] Take(int count)
    {
        lock (Gate)
        {
            var ports = new List<int>();
            while (ports.Count < count)
            {
                if (next == end)
                    TakeBlock();
                if (IsFree(next))
                    ports.Add(next);
                next++;
            }

            return [.. ports];
        }
    }

    /// <summary>One free port.</summary>
    public static int Take() => Take(1)[0];

    /// <summary>The block whose lock this process holds for a port; null for a port that it did not give out.</summary>
    public static string? LockOf(int port)
    {
        lock (Gate)
            return Held.Find(one => one.Name == LockFile((port - First) / BlockSize))?.Name;
    }

    private static string LockFile(int block) => Path.Combine(Folder, $"{First + (block * BlockSize)}.lock");

    private static void TakeBlock()
    {
        Directory.CreateDirectory(Folder);
        for (; searched < Blocks; searched++)
        {
            try
            {
                Held.Add(new FileStream(LockFile(searched), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                continue; // Another process holds it.
            }

            next = First + (searched * BlockSize);
            end = next + BlockSize;
            searched++;
            return;
        }

        throw new InvalidOperationException($"All ports from {First} to {Last} are held by other processes; the locks are in {Folder}.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
