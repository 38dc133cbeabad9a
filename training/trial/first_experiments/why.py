import sys; sys.path[:0]=["/tmp/chooser","/tmp/chooser/exp"]
from oracle import *
def why(it,depth=0):
    sheet,found,pos,held,lines=start(it); o=Oracle(sheet,pos)
    T=[it.page.lines.text[r] for r in sheet.row]
    print("=====",it.id,len(lines),"loss",o.best(lines))
    todo=[(lines,0)]
    while todo:
        L,d=todo.pop()
        if o.best(L)==0: print("  "*d,f"[{len(L)}] fine"); continue
        n=o.node(L,{})
        if n.leaf is not None:
            print("  "*d,f"[{len(L)}] LEAF loss",leafloss(pos,n.leaf)); 
            for i in n.leaf: print("  "*d,"   ",int(pos[i]),T[i][:30],np.round([sheet.x0[i],sheet.x1[i],sheet.y[i],sheet.height[i]],1))
            continue
        c=sorted(o.costs(n),key=lambda k:k[1]); k=c[0][0]; K,P=n.move(k)
        own=leafloss(pos,P[0][1]) if K in("leaf","table") else loss(pos,P) if len(P)>1 else 0
        print("  "*d,f"[{len(L)}] {k} own loss {own} {[len(p) for _,p in P]} gutters {[round(g.x,1) for g in n.clear]} blocked {n.blocked}",c[:6])
        if own and len(L)<45:
            for i in n.order: print("  "*d,"   ",int(pos[i]),T[i][:30],np.round([sheet.x0[i],sheet.x1[i],sheet.y[i],sheet.height[i]],1))
        if K not in("leaf","table"): todo+=[(p,d+1) for _,p in reversed(P)]
if __name__=="__main__":
    A={i.id:i for i in corpus()+gen()}
    for n in sys.argv[1:]: why(A[n])
