__kernel void backwardGates(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *dy, __global uchar *sizes, __global uchar *dg)
{
  bool b_15;
  float f_52, f_56, f_64, f_71, f_72, f_74;
  int i_5, i_7, i_9, i_11, i_12, i_13, i_14, i_17, i_19, i_21, i_23, i_25;
  int i_27, i_29, i_31, i_33, i_35, i_36, i_37, i_38, i_39, i_40, i_41, i_42;
  int i_43, i_44, i_45, i_46, i_47, i_48, i_49, i_50, i_51, i_53, i_54, i_55;
  int i_57, i_58, i_59, i_65, i_66, i_73, i_75, i_76, i_77, i_78;
  long l_60, l_61, l_62, l_67, l_68, l_69, l_79, l_80, l_81;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_16, ul_18, ul_20, ul_22;
  ulong ul_24, ul_26, ul_28, ul_30, ul_32, ul_34, ul_63, ul_70, ul_82;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) dy;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) dg;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 28L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 16L;
  i_11  =  *((__global int *) ul_10);
  i_12  =  get_global_id(0);
  i_13  =  i_5 * i_11;
  i_14  =  i_13 * i_7;
  b_15  =  i_12 < i_14;
  if(b_15)
  {
    // BLOCK 1
    ul_16  =  ul_2 + 48L;
    i_17  =  *((__global int *) ul_16);
    ul_18  =  ul_2 + 52L;
    i_19  =  *((__global int *) ul_18);
    ul_20  =  ul_2 + 56L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_2 + 60L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_2 + 64L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_2 + 68L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_2 + 72L;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_2 + 76L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_2 + 80L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_2 + 84L;
    i_35  =  *((__global int *) ul_34);
    i_36  =  i_12 / i_7;
    i_37  =  i_36 / i_5;
    i_38  =  i_37 * i_29;
    i_39  =  i_38 + i_27;
    i_40  =  i_36 % i_5;
    i_41  =  i_40 * i_31;
    i_42  =  i_39 + i_41;
    i_43  =  i_12 % i_7;
    i_44  =  i_43 * i_33;
    i_45  =  i_42 + i_44;
    i_46  =  i_19 * i_37;
    i_47  =  i_46 + i_17;
    i_48  =  i_21 * i_40;
    i_49  =  i_47 + i_48;
    i_50  =  i_23 * i_43;
    i_51  =  i_49 + i_50;
    // BLOCK 2 MERGES [1 6 ]
    f_52  =  0.0F;
    i_53  =  0;
    for(;i_53 < i_9;)
    {
      // BLOCK 3
      i_54  =  i_53 + 64;
      i_55  =  min(i_9, i_54);
      // BLOCK 4 MERGES [3 5 ]
      f_56  =  0.0F;
      i_57  =  i_53;
      for(;i_57 < i_55;)
      {
        // BLOCK 5
        i_58  =  i_35 * i_57;
        i_59  =  i_58 + i_45;
        l_60  =  (long) i_59;
        l_61  =  l_60 + 4L;
        l_62  =  l_61 << 2;
        ul_63  =  ul_1 + l_62;
        f_64  =  *((__global float *) ul_63);
        i_65  =  i_25 * i_57;
        i_66  =  i_65 + i_51;
        l_67  =  (long) i_66;
        l_68  =  l_67 + 4L;
        l_69  =  l_68 << 2;
        ul_70  =  ul_0 + l_69;
        f_71  =  *((__global float *) ul_70);
        f_72  =  fma(f_64, f_71, f_56);
        i_73  =  i_57 + 1;
        f_56  =  f_72;
        i_57  =  i_73;
      }  // B4
      // BLOCK 6
      f_74  =  f_52 + f_56;
      f_52  =  f_74;
      i_53  =  i_54;
    }  // B2
    // BLOCK 7
    i_75  =  i_7 * i_37;
    i_76  =  i_75 + i_43;
    i_77  =  i_76 * i_5;
    i_78  =  i_77 + i_40;
    l_79  =  (long) i_78;
    l_80  =  l_79 + 4L;
    l_81  =  l_80 << 2;
    ul_82  =  ul_3 + l_81;
    *((__global float *) ul_82)  =  f_52;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
